// Whether somebody came, and how late a session runs.
import { z } from 'zod';
import { choice, integer } from '../lib/fields.js';

export const outcomes = ['present', 'late', 'no_show'] as const;

export const AttendanceForm = z.object({ outcome: choice(outcomes, { required: true }) });
export const LateForm = z.object({ minutes: integer({ required: true, min: 5, max: 180 }) });
export const AgainForm = z.object({ again: choice(['yes', 'no'], { required: true }) });
