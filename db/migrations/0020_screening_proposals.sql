CREATE TABLE `contests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`sealed_words` blob,
	`made_at` integer NOT NULL,
	`outcome` text,
	`answered_by` integer,
	`answered_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "contests_outcome" CHECK("contests"."outcome" in ('changed', 'upheld'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contests_application` ON `contests` (`application_id`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`reason_code` text NOT NULL,
	`sealed_note` blob,
	`proposed_by` integer NOT NULL,
	`proposed_at` integer NOT NULL,
	`move_id` integer NOT NULL,
	`answered_by` integer,
	`answered_at` integer,
	`sealed_answer` blob,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "proposals_kind" CHECK("proposals"."kind" in ('out', 'in')),
	CONSTRAINT "proposals_state" CHECK("proposals"."state" in ('proposed', 'confirmed', 'sent_back', 'taken_back'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_open` ON `proposals` (`application_id`) WHERE "proposals"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX `proposals_application` ON `proposals` (`application_id`,`id`);