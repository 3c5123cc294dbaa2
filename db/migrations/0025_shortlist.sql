CREATE TABLE `shortlist_seeds` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`seed` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`drawn_by` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`drawn_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `shortlists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`size` integer NOT NULL,
	`lines` text NOT NULL,
	`entered` text NOT NULL,
	`left_out` text NOT NULL,
	`group_id` text NOT NULL,
	`applied_at` integer NOT NULL,
	`applied_by` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`applied_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "shortlists_lines" CHECK(json_valid("shortlists"."lines")),
	CONSTRAINT "shortlists_entered" CHECK(json_valid("shortlists"."entered")),
	CONSTRAINT "shortlists_left" CHECK(json_valid("shortlists"."left_out"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `shortlists_call` ON `shortlists` (`call_id`,`id`);