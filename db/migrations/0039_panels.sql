CREATE TABLE `panel_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`out_id` integer NOT NULL,
	`in_id` integer NOT NULL,
	`state` text NOT NULL,
	`booked` text,
	`asked_at` integer NOT NULL,
	`asked_by` integer,
	`settled_at` integer,
	FOREIGN KEY (`session_id`) REFERENCES `interview_sessions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`out_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`in_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "panel_changes_state" CHECK("panel_changes"."state" in ('asked', 'seated', 'declined', 'withdrawn', 'undone')),
	CONSTRAINT "panel_changes_people" CHECK("panel_changes"."out_id" <> "panel_changes"."in_id"),
	CONSTRAINT "panel_changes_settled" CHECK(("panel_changes"."state" = 'asked') = ("panel_changes"."settled_at" is null)),
	CONSTRAINT "panel_changes_booked" CHECK(json_valid("panel_changes"."booked"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `panel_changes_out` ON `panel_changes` (`session_id`,`out_id`) WHERE "panel_changes"."state" = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX `panel_changes_in` ON `panel_changes` (`session_id`,`in_id`) WHERE "panel_changes"."state" = 'asked';--> statement-breakpoint
CREATE INDEX `panel_changes_session` ON `panel_changes` (`session_id`,`id`);--> statement-breakpoint
CREATE INDEX `panel_changes_person` ON `panel_changes` (`in_id`,`state`);