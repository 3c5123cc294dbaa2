CREATE TABLE `letter_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`letter_id` integer NOT NULL,
	`version` integer NOT NULL,
	`sealed_words` blob NOT NULL,
	`written_by` integer,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`letter_id`) REFERENCES `letters`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `letter_versions_once` ON `letter_versions` (`letter_id`,`version`);--> statement-breakpoint
ALTER TABLE `letters` ADD `call_id` integer REFERENCES `calls`(`id`) ON DELETE restrict;--> statement-breakpoint
ALTER TABLE `letters` ADD `release_group_id` text;--> statement-breakpoint
ALTER TABLE `letters` ADD `sealed_data` blob;--> statement-breakpoint
ALTER TABLE `letters` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `letters` ADD `edited_by` integer REFERENCES `people`(`id`) ON DELETE restrict;--> statement-breakpoint
ALTER TABLE `letters` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `letters` ADD `replaces_id` integer;--> statement-breakpoint
ALTER TABLE `letters` ADD `in_doubt` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `letters_group` ON `letters` (`group_id`);--> statement-breakpoint
CREATE INDEX `letters_release_group` ON `letters` (`release_group_id`);--> statement-breakpoint
CREATE INDEX `letters_replaces` ON `letters` (`replaces_id`);