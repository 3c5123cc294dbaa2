CREATE TABLE `request_items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`sealed_words` blob,
	`sealed_reply` blob,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "request_items_kind" CHECK("request_items"."kind" in ('section', 'fact', 'document', 'words'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `request_items_request` ON `request_items` (`request_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`state` text NOT NULL,
	`asked_by` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "requests_state" CHECK("requests"."state" in ('open', 'supplied', 'timed_out', 'taken_back'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_open` ON `requests` (`application_id`) WHERE "requests"."state" = 'open';--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `requests_application` ON `requests` (`application_id`,`id`);