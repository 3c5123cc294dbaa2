PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	`average_basis` text,
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
	CONSTRAINT "applications_average_basis" CHECK("__new_applications"."average_basis" in ('verified', 'computed')),
	CONSTRAINT "applications_overall" CHECK("__new_applications"."overall" in ('not_met', 'to_verify', 'met')),
	CONSTRAINT "applications_submitted" CHECK("__new_applications"."state" in ('draft', 'not_submitted', 'withdrawn') or ("__new_applications"."reference" is not null and "__new_applications"."submitted_at" is not null)),
	CONSTRAINT "applications_decided" CHECK("__new_applications"."state" = 'withdrawn' or ("__new_applications"."state" in ('offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed')) = ("__new_applications"."decided_by" is not null and "__new_applications"."reason_code" is not null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_applications`("id", "call_id", "person_id", "state", "state_at", "reference", "reference_year", "reference_number", "source", "entered_by", "confirmed_at", "language", "created_at", "submitted_at", "average_ten_thousandths", "institution", "study_year", "overall", "return_to", "pending_to", "decided_by", "reason_code", "attention_at", "contested_at", "anonymised_at", "late_key_id", "sample", "version", "order_sq", "order_sr", "order_en") SELECT "id", "call_id", "person_id", "state", "state_at", "reference", "reference_year", "reference_number", "source", "entered_by", "confirmed_at", "language", "created_at", "submitted_at", "average_ten_thousandths", "institution", "study_year", "overall", "return_to", "pending_to", "decided_by", "reason_code", "attention_at", "contested_at", "anonymised_at", "late_key_id", "sample", "version", "order_sq", "order_sr", "order_en" FROM `applications`;--> statement-breakpoint
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
ALTER TABLE `request_items` ADD `came` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `requests` ADD `sealed_explanation` blob;--> statement-breakpoint
CREATE TABLE `__new_tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`person_id` integer,
	`group_name` text,
	`not_for` text,
	`details` text NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`done_by` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "tasks_group" CHECK("__new_tasks"."group_name" in ('applicant', 'intern', 'coordinator', 'reviewer', 'director', 'safety_officer', 'administrator')),
	CONSTRAINT "tasks_for" CHECK("__new_tasks"."person_id" is null or "__new_tasks"."group_name" is null),
	CONSTRAINT "tasks_details" CHECK(json_valid("__new_tasks"."details")),
	CONSTRAINT "tasks_not_for" CHECK(json_valid("__new_tasks"."not_for"))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_tasks`("id", "kind", "entity", "entity_id", "person_id", "group_name", "details", "due_at", "created_at", "done_at", "done_by") SELECT "id", "kind", "entity", "entity_id", "person_id", "group_name", "details", "due_at", "created_at", "done_at", "done_by" FROM `tasks`;--> statement-breakpoint
DROP TABLE `tasks`;--> statement-breakpoint
ALTER TABLE `__new_tasks` RENAME TO `tasks`;--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open` ON `tasks` (`kind`,`entity`,`entity_id`) WHERE "tasks"."done_at" is null and "tasks"."person_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open_for_one` ON `tasks` (`person_id`,`kind`,`entity`,`entity_id`) WHERE "tasks"."done_at" is null and "tasks"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `tasks_waiting` ON `tasks` (`done_at`,`due_at`);--> statement-breakpoint
-- Lists go by the average that staff read or computed, where they did.
UPDATE `applications` SET
	`average_ten_thousandths` = cast(`read`.`value` as integer),
	`average_basis` = CASE WHEN EXISTS (SELECT 1 FROM `averages` WHERE `averages`.`verdict_id` = `read`.`id`) THEN 'computed' ELSE 'verified' END
FROM (
	SELECT `id`, `application_id`, `value` FROM `verdicts`
	WHERE `id` IN (SELECT max(`id`) FROM `verdicts` WHERE `fact` = 'averageTenThousandths' GROUP BY `application_id`)
) AS `read`
WHERE `read`.`application_id` = `applications`.`id` AND `read`.`value` IS NOT NULL;
