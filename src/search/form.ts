// What is searched for.
import { z } from 'zod';
import { text } from '../lib/fields.js';

export const SearchForm = z.object({ q: text({ max: 100, min: 2, required: true }) });
