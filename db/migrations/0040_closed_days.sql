CREATE TABLE `closed_days` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`words` text NOT NULL,
	`is_estimate` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`removed_at` integer,
	`removed_by` integer,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`removed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "closed_days_span" CHECK("closed_days"."until_day" >= "closed_days"."from_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `closed_days_from` ON `closed_days` (`from_day`);