CREATE TABLE `letter_templates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`letter` text NOT NULL,
	`language` text NOT NULL,
	`version` integer NOT NULL,
	`subject` text,
	`body` text,
	`written_by` integer NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "letter_templates_language" CHECK("letter_templates"."language" in ('sq', 'sr', 'en')),
	CONSTRAINT "letter_templates_whole" CHECK(("letter_templates"."subject" is null) = ("letter_templates"."body" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `letter_templates_version` ON `letter_templates` (`call_id`,`letter`,`language`,`version`);--> statement-breakpoint
ALTER TABLE `letters` ADD `template_id` integer REFERENCES `letter_templates`(`id`) ON DELETE restrict;