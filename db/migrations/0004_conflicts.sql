CREATE TABLE `conflicts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`sealed_note` blob,
	`said_by` integer NOT NULL,
	`at` integer NOT NULL,
	`superseded_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`said_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "conflicts_kind" CHECK("conflicts"."kind" in ('none', 'relative', 'friend', 'teacher_student', 'colleague', 'other'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `conflicts_current` ON `conflicts` (`person_id`,`application_id`) WHERE "conflicts"."superseded_at" is null;--> statement-breakpoint
CREATE INDEX `conflicts_application` ON `conflicts` (`application_id`,`id`);
