// What is sent with the button that undoes: the version of the application that the page showed.
import { z } from 'zod';
import { integer } from '../lib/fields.js';

export const UndoForm = z.object({ version: integer({ required: true, min: 0 }) });
