CREATE TABLE `placement_steps` (
	`placement_id` integer NOT NULL,
	`step` text NOT NULL,
	`done_at` integer NOT NULL,
	`done_by` integer NOT NULL,
	`text_version` text,
	PRIMARY KEY(`placement_id`, `step`),
	FOREIGN KEY (`placement_id`) REFERENCES `placements`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`done_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "placement_steps_step" CHECK("placement_steps"."step" in ('code_of_conduct', 'confidentiality', 'conflicts', 'details', 'agreement', 'safety_briefing', 'supervisor', 'first_hearing'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `placements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer,
	`person_id` integer NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`starts_on` text,
	`ends_on` text,
	`supervisor_id` integer,
	`first_hearing_on` text,
	`languages` text NOT NULL,
	`sealed_conflicts` blob,
	`sealed_account` blob,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`supervisor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "placements_state_word" CHECK("placements"."state" in ('onboarding', 'active', 'completed', 'ended_early')),
	CONSTRAINT "placements_languages" CHECK(json_valid("placements"."languages")),
	CONSTRAINT "placements_dates" CHECK(("placements"."starts_on" is null) = ("placements"."ends_on" is null) and ("placements"."starts_on" is null or "placements"."starts_on" < "placements"."ends_on")),
	CONSTRAINT "placements_active" CHECK("placements"."state" in ('onboarding', 'ended_early') or ("placements"."starts_on" is not null and "placements"."supervisor_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `placements_application` ON `placements` (`application_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `placements_current` ON `placements` (`person_id`) WHERE "placements"."state" in ('onboarding', 'active');--> statement-breakpoint
CREATE INDEX `placements_state` ON `placements` (`state`,`ends_on`);
