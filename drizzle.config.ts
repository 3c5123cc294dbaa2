// Where drizzle-kit finds the tables and drafts the migrations; our own runner applies them (db/migrate.ts).
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'sqlite', schema: './db/schema/*.ts', out: './db/migrations' });
