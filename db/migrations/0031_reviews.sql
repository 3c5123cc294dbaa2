CREATE TABLE `report_comments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`number` integer NOT NULL,
	`section` text NOT NULL,
	`field` text NOT NULL,
	`reviewer_id` integer NOT NULL,
	`at` integer NOT NULL,
	`sealed_words` blob NOT NULL,
	`published_at` integer,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`reviewer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_comments_section" CHECK("report_comments"."section" in ('outcome', 'attendance', 'times', 'publicity', 'actions', 'witnesses', 'interpretation', 'indicators', 'conduct', 'incidents', 'summary', 'next'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_comments_report` ON `report_comments` (`report_id`,`id`);--> statement-breakpoint
CREATE TABLE `report_reviews` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`number` integer NOT NULL,
	`event` text NOT NULL,
	`reviewer_id` integer NOT NULL,
	`at` integer NOT NULL,
	`minutes` integer,
	`questions` text NOT NULL,
	`sealed_note` blob,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`reviewer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_reviews_event" CHECK("report_reviews"."event" in ('return', 'approve', 'approve_first', 'approve_second', 'reopen')),
	CONSTRAINT "report_reviews_questions" CHECK(json_valid("report_reviews"."questions"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_reviews_report` ON `report_reviews` (`report_id`,`id`);