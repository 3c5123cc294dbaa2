CREATE TABLE `offers` (
	`decision_id` integer PRIMARY KEY NOT NULL,
	`application_id` integer NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`reply_by` integer NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "offers_dates" CHECK("offers"."starts_on" < "offers"."ends_on")
) STRICT;
--> statement-breakpoint
CREATE INDEX `offers_application` ON `offers` (`application_id`,`decision_id`);--> statement-breakpoint
CREATE INDEX `offers_reply_by` ON `offers` (`reply_by`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`decision_id` integer PRIMARY KEY NOT NULL,
	`application_id` integer NOT NULL,
	`reasons` text NOT NULL,
	`sealed_advice` blob,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "refusals_reasons" CHECK(json_valid("refusals"."reasons")),
	CONSTRAINT "refusals_some" CHECK(json_array_length("refusals"."reasons") between 1 and 3)
) STRICT;
--> statement-breakpoint
CREATE INDEX `refusals_application` ON `refusals` (`application_id`,`decision_id`);--> statement-breakpoint
CREATE TABLE `reserves` (
	`decision_id` integer PRIMARY KEY NOT NULL,
	`application_id` integer NOT NULL,
	`rank` integer NOT NULL,
	`waitlisted_at` integer NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reserves_rank" CHECK("reserves"."rank" >= 1)
) STRICT;
--> statement-breakpoint
CREATE INDEX `reserves_application` ON `reserves` (`application_id`,`decision_id`);--> statement-breakpoint
CREATE TABLE `tie_records` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`file_band` integer NOT NULL,
	`interview_band` integer NOT NULL,
	`application_ids` text NOT NULL,
	`method` text NOT NULL,
	`sealed_words` blob,
	`recorded_at` integer NOT NULL,
	`recorded_by` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "tie_records_applications" CHECK(json_valid("tie_records"."application_ids")),
	CONSTRAINT "tie_records_method" CHECK("tie_records"."method" in ('lot', 'discussion'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `tie_records_call` ON `tie_records` (`call_id`,`id`);