PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_panel_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`out_id` integer NOT NULL,
	`in_id` integer NOT NULL,
	`state` text NOT NULL,
	`booked` text,
	`asked_at` integer NOT NULL,
	`asked_by` integer,
	`settled_at` integer,
	`reason` text,
	FOREIGN KEY (`session_id`) REFERENCES `interview_sessions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`out_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`in_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "panel_changes_state" CHECK("__new_panel_changes"."state" in ('asked', 'seated', 'declined', 'withdrawn', 'undone')),
	CONSTRAINT "panel_changes_reason" CHECK("__new_panel_changes"."reason" in ('away', 'busy', 'other')),
	CONSTRAINT "panel_changes_people" CHECK("__new_panel_changes"."out_id" <> "__new_panel_changes"."in_id"),
	CONSTRAINT "panel_changes_settled" CHECK(("__new_panel_changes"."state" = 'asked') = ("__new_panel_changes"."settled_at" is null)),
	CONSTRAINT "panel_changes_booked" CHECK(json_valid("__new_panel_changes"."booked"))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_panel_changes`("id", "session_id", "out_id", "in_id", "state", "booked", "asked_at", "asked_by", "settled_at", "reason") SELECT "id", "session_id", "out_id", "in_id", "state", "booked", "asked_at", "asked_by", "settled_at", NULL FROM `panel_changes`;--> statement-breakpoint
DROP TABLE `panel_changes`;--> statement-breakpoint
ALTER TABLE `__new_panel_changes` RENAME TO `panel_changes`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `panel_changes_out` ON `panel_changes` (`session_id`,`out_id`) WHERE "panel_changes"."state" = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX `panel_changes_in` ON `panel_changes` (`session_id`,`in_id`) WHERE "panel_changes"."state" = 'asked';--> statement-breakpoint
CREATE INDEX `panel_changes_session` ON `panel_changes` (`session_id`,`id`);--> statement-breakpoint
CREATE INDEX `panel_changes_person` ON `panel_changes` (`in_id`,`state`);
