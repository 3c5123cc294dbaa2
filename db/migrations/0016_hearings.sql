CREATE TABLE `hearings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`court` text NOT NULL,
	`courtroom` text DEFAULT '' NOT NULL,
	`type` text NOT NULL,
	`scheduled_on` text NOT NULL,
	`scheduled_time` text DEFAULT '' NOT NULL,
	`languages` text NOT NULL,
	`purpose` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`moved_from_id` integer,
	`source` text NOT NULL,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`moved_from_id`) REFERENCES `hearings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "hearings_court" CHECK("hearings"."court" in ('BC-PR-SD', 'BC-PR', 'BC-GL', 'BC-PZ', 'BC-GJ', 'BC-PE', 'BC-FE', 'BC-MI', 'CA-SD', 'CA', 'SC', 'CC', 'KSC')),
	CONSTRAINT "hearings_type" CHECK("hearings"."type" in ('DET', 'INI', 'SEC', 'MT', 'PLEA', 'CLO', 'JUD', 'APP', 'RET', 'SIO', 'SITE', 'STC')),
	CONSTRAINT "hearings_state" CHECK("hearings"."state" in ('scheduled', 'held', 'not_held', 'moved', 'cancelled')),
	CONSTRAINT "hearings_source" CHECK("hearings"."source" in ('staff', 'report', 'import')),
	CONSTRAINT "hearings_day" CHECK("hearings"."scheduled_on" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "hearings_time" CHECK("hearings"."scheduled_time" = '' or "hearings"."scheduled_time" glob '[0-2][0-9]:[0-5][0-9]'),
	CONSTRAINT "hearings_languages" CHECK(json_valid("hearings"."languages"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `hearings_by_day` ON `hearings` (`scheduled_on`,`scheduled_time`,`id`);--> statement-breakpoint
CREATE INDEX `hearings_by_case` ON `hearings` (`case_id`,`scheduled_on`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `hearings_once` ON `hearings` (`case_id`,`scheduled_on`,`scheduled_time`) WHERE not "hearings"."state" in ('moved', 'cancelled');--> statement-breakpoint
CREATE UNIQUE INDEX `hearings_moved_once` ON `hearings` (`moved_from_id`);--> statement-breakpoint
CREATE TABLE `absences` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "absences_days" CHECK("absences"."from_on" <= "absences"."until_on")
) STRICT;
--> statement-breakpoint
CREATE INDEX `absences_person` ON `absences` (`person_id`,`until_on`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hearing_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`assigned_at` integer NOT NULL,
	`assigned_by` integer,
	`released_at` integer,
	`release_reason` text,
	FOREIGN KEY (`hearing_id`) REFERENCES `hearings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`assigned_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "assignments_reason" CHECK("assignments"."release_reason" in ('ill', 'unavailable', 'tie', 'moved', 'cancelled', 'other')),
	CONSTRAINT "assignments_released" CHECK(("assignments"."released_at" is null) = ("assignments"."release_reason" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_standing` ON `assignments` (`hearing_id`,`person_id`) WHERE "assignments"."released_at" is null;--> statement-breakpoint
CREATE INDEX `assignments_person` ON `assignments` (`person_id`,`hearing_id`) WHERE "assignments"."released_at" is null;