CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`event` text NOT NULL,
	`to_state` text NOT NULL,
	`state` text NOT NULL,
	`reason_code` text NOT NULL,
	`sealed_note` blob,
	`proposed_by` integer,
	`decided_by` integer NOT NULL,
	`prepared_at` integer NOT NULL,
	`letter_id` integer,
	`group_id` text NOT NULL,
	`released_by` integer,
	`released_at` integer,
	`release_group_id` text,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`letter_id`) REFERENCES `letters`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`released_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "decisions_state" CHECK("decisions"."state" in ('pending', 'released', 'taken_back')),
	CONSTRAINT "decisions_to" CHECK("decisions"."to_state" in ('draft', 'submitted', 'info_requested', 'in_review', 'shortlisted', 'invited', 'booked', 'interviewed', 'offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'withdrawn', 'declined', 'offer_lapsed', 'not_submitted'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_one_pending` ON `decisions` (`application_id`) WHERE "decisions"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `decisions_application` ON `decisions` (`application_id`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_pending` ON `decisions` (`state`,`id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
-- A decided state names who decided and why. For what was decided before that was kept, whoever moved it, else the
-- director; the reason says that it was not recorded.
CREATE TABLE `__new_applications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`reference` text,
	`reference_year` integer,
	`reference_number` integer,
	`source` text DEFAULT 'web' NOT NULL,
	`entered_by` integer,
	`confirmed_at` integer,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`submitted_at` integer,
	`average_ten_thousandths` integer,
	`institution` text,
	`study_year` integer,
	`overall` text,
	`return_to` text,
	`pending_to` text,
	`decided_by` integer,
	`reason_code` text,
	`attention_at` integer,
	`contested_at` integer,
	`anonymised_at` integer,
	`late_key_id` integer,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`order_sq` text,
	`order_sr` text,
	`order_en` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "applications_state" CHECK("__new_applications"."state" in ('draft', 'submitted', 'info_requested', 'in_review', 'shortlisted', 'invited', 'booked', 'interviewed', 'offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'withdrawn', 'declined', 'offer_lapsed', 'not_submitted')),
	CONSTRAINT "applications_source" CHECK("__new_applications"."source" in ('web', 'email', 'paper')),
	CONSTRAINT "applications_overall" CHECK("__new_applications"."overall" in ('not_met', 'to_verify', 'met')),
	CONSTRAINT "applications_submitted" CHECK("__new_applications"."state" in ('draft', 'not_submitted', 'withdrawn') or ("__new_applications"."reference" is not null and "__new_applications"."submitted_at" is not null)),
	CONSTRAINT "applications_decided" CHECK("__new_applications"."state" = 'withdrawn' or ("__new_applications"."state" in ('offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed')) = ("__new_applications"."decided_by" is not null and "__new_applications"."reason_code" is not null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_applications`("id", "call_id", "person_id", "state", "state_at", "reference", "reference_year", "reference_number", "source", "entered_by", "confirmed_at", "language", "created_at", "submitted_at", "average_ten_thousandths", "institution", "study_year", "overall", "return_to", "pending_to", "decided_by", "reason_code", "attention_at", "contested_at", "anonymised_at", "late_key_id", "sample", "version", "order_sq", "order_sr", "order_en") SELECT "id", "call_id", "person_id", "state", "state_at", "reference", "reference_year", "reference_number", "source", "entered_by", "confirmed_at", "language", "created_at", "submitted_at", "average_ten_thousandths", "institution", "study_year", "overall", "return_to", "pending_to",
  CASE WHEN "state" IN ('offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed') THEN coalesce(
    (SELECT max("actor_id") FROM "history" WHERE "entity" = 'application' AND "entity_id" = "applications"."id" AND "to_state" = "applications"."state" AND "actor_role" IN ('coordinator', 'director')),
    (SELECT min("person_id") FROM "memberships" WHERE "group_name" = 'director'),
    (SELECT min("person_id") FROM "memberships" WHERE "group_name" = 'coordinator'),
    "person_id") END,
  CASE WHEN "state" IN ('offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed') THEN 'unrecorded' END,
  "attention_at", "contested_at", "anonymised_at", "late_key_id", "sample", "version", "order_sq", "order_sr", "order_en" FROM `applications`;--> statement-breakpoint
DROP TABLE `applications`;--> statement-breakpoint
ALTER TABLE `__new_applications` RENAME TO `applications`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `applications_live` ON `applications` (`call_id`,`person_id`) WHERE "applications"."state" not in ('withdrawn', 'not_submitted');--> statement-breakpoint
CREATE UNIQUE INDEX `applications_reference` ON `applications` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_reference_number` ON `applications` (`reference_year`,`reference_number`);--> statement-breakpoint
CREATE INDEX `applications_by_average` ON `applications` (`call_id`,`state`,`average_ten_thousandths`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_submission` ON `applications` (`call_id`,`state`,`submitted_at`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_reference` ON `applications` (`call_id`,`state`,(reference_year * 1000000 + reference_number),`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_name_sq` ON `applications` (`call_id`,`state`,`order_sq`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_name_sr` ON `applications` (`call_id`,`state`,`order_sr`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_name_en` ON `applications` (`call_id`,`state`,`order_en`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_attention` ON `applications` (`call_id`,`id`,`state`,`attention_at`,`contested_at`,`overall`,`institution`,`source`) WHERE "applications"."attention_at" is not null or "applications"."contested_at" is not null;--> statement-breakpoint
CREATE INDEX `applications_person` ON `applications` (`person_id`);--> statement-breakpoint
CREATE INDEX `history_group` ON `history` (`group_id`);