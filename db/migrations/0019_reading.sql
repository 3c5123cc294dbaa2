CREATE TABLE `readings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`role` text NOT NULL,
	`assigned_at` integer NOT NULL,
	`assigned_by` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`assigned_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "readings_role" CHECK("readings"."role" in ('first', 'third'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `readings_current` ON `readings` (`application_id`,`person_id`) WHERE "readings"."removed_at" is null;--> statement-breakpoint
CREATE INDEX `readings_person` ON `readings` (`person_id`,`removed_at`);--> statement-breakpoint
CREATE TABLE `redactions` (
	`application_id` integer PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`source_hash` text NOT NULL,
	`version` integer NOT NULL,
	`confirmed_at` integer NOT NULL,
	`confirmed_by` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `discussions` (
	`application_id` integer PRIMARY KEY NOT NULL,
	`sealed_note` blob NOT NULL,
	`written_by` integer NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `score_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`reading_id` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`recommendation_before` text,
	`recommendation_after` text,
	`after_reveal` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`reading_id`) REFERENCES `readings`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "score_changes_before" CHECK(json_valid("score_changes"."before")),
	CONSTRAINT "score_changes_after" CHECK(json_valid("score_changes"."after"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `score_changes_reading` ON `score_changes` (`reading_id`);--> statement-breakpoint
CREATE TABLE `score_locks` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`locked_at` integer NOT NULL,
	`locked_by` integer NOT NULL,
	`revealed_at` integer,
	`revealed_by` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`locked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`revealed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `scores` (
	`reading_id` integer PRIMARY KEY NOT NULL,
	`marks` text NOT NULL,
	`recommendation` text,
	`sealed_comment` blob,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`submitted_at` integer,
	`reopened_at` integer,
	FOREIGN KEY (`reading_id`) REFERENCES `readings`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "scores_marks" CHECK(json_valid("scores"."marks")),
	CONSTRAINT "scores_recommendation" CHECK("scores"."recommendation" in ('yes', 'unsure', 'no')),
	CONSTRAINT "scores_submitted" CHECK("scores"."submitted_at" is null or "scores"."recommendation" is not null)
) STRICT;
