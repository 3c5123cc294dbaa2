-- Institutions get a number for the history and a version, so that two people never overwrite each other.
ALTER TABLE `institutions` ADD `number` integer;--> statement-breakpoint
ALTER TABLE `institutions` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
UPDATE institutions SET number = (SELECT count(*) FROM institutions AS before WHERE before.id <= institutions.id);--> statement-breakpoint
CREATE UNIQUE INDEX `institutions_number` ON `institutions` (`number`);
