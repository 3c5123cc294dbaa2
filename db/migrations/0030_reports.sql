CREATE TABLE `report_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`number` integer NOT NULL,
	`filed_at` integer NOT NULL,
	`filed_by` integer NOT NULL,
	`questionnaire` integer NOT NULL,
	`warnings` text NOT NULL,
	`sealed_snapshot` blob NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`filed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_versions_warnings" CHECK(json_valid("report_versions"."warnings"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_versions_number` ON `report_versions` (`report_id`,`number`);--> statement-breakpoint
CREATE TABLE `report_attendance` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`participant_id` integer,
	`protected_id` integer,
	`role` text NOT NULL,
	`name` text,
	`status` text,
	`substitute` text,
	`custody` text,
	`counsel` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`protected_id`) REFERENCES `protected_people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_attendance_role" CHECK("report_attendance"."role" in ('PJ', 'PM', 'PRO', 'ACC', 'DEF', 'INJ', 'REP', 'VA', 'WIT', 'CWIT', 'EXP', 'INT', 'REC', 'PWIT', 'INJ', 'CWIT', 'EXP')),
	CONSTRAINT "report_attendance_status" CHECK("report_attendance"."status" in ('present', 'absent_notified', 'absent_unexplained', 'video', 'not_summoned', 'substituted')),
	CONSTRAINT "report_attendance_name" CHECK("report_attendance"."name" is null or ("report_attendance"."participant_id" is null and "report_attendance"."protected_id" is null and "report_attendance"."role" not in ('ACC', 'INJ', 'WIT', 'CWIT', 'EXP', 'PWIT')))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_attendance_once` ON `report_attendance` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_breaks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`from_time` text,
	`until_time` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_breaks_once` ON `report_breaks` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_conduct` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`side` text,
	`event` text,
	`at_time` text,
	`reaction` text,
	`sealed_words` blob,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_conduct_once` ON `report_conduct` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_incidents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`participant_id` integer,
	`protected_id` integer,
	`event` text,
	`at_time` text,
	`place` text,
	`target` text,
	`known_how` text,
	`reaction` text,
	`sealed_words` blob,
	`urgent` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`protected_id`) REFERENCES `protected_people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_incidents_once` ON `report_incidents` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_indicators` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`answer` text,
	`sealed_note` blob,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_indicators_answer" CHECK("report_indicators"."answer" in ('yes', 'no', 'not_applicable', 'not_observed'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_indicators_once` ON `report_indicators` (`report_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_indicators_code` ON `report_indicators` (`report_id`,`code`);--> statement-breakpoint
CREATE TABLE `report_judgments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`participant_id` integer,
	`protected_id` integer,
	`count` integer,
	`result` text,
	`years` integer,
	`months` integer,
	`time_counted` text,
	`compensation` text,
	`reasons_read` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`protected_id`) REFERENCES `protected_people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_judgments_once` ON `report_judgments` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_motions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`side` text,
	`sealed_words` blob,
	`result` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_motions_once` ON `report_motions` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_witnesses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`participant_id` integer,
	`protected_id` integer,
	`sealed_label` blob,
	`named` integer DEFAULT false NOT NULL,
	`role` text,
	`called_by` text,
	`measures` text,
	`mode` text,
	`language` text,
	`interpreter` text,
	`examined_by` text,
	`started_at` text,
	`ended_at` text,
	`completed` text,
	`changed` text,
	`change_raised_by` text,
	`distress` text,
	`support` text,
	`contact` text,
	`terms` text,
	`sealed_gist` blob,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`protected_id`) REFERENCES `protected_people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_witnesses_measures" CHECK(json_valid("report_witnesses"."measures")),
	CONSTRAINT "report_witnesses_examined" CHECK(json_valid("report_witnesses"."examined_by")),
	CONSTRAINT "report_witnesses_terms" CHECK(json_valid("report_witnesses"."terms")),
	CONSTRAINT "report_witnesses_label" CHECK("report_witnesses"."protected_id" is null or "report_witnesses"."sealed_label" is null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_witnesses_once` ON `report_witnesses` (`report_id`,`position`);--> statement-breakpoint
CREATE TABLE `report_sections` (
	`report_id` integer NOT NULL,
	`section` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` integer NOT NULL,
	PRIMARY KEY(`report_id`, `section`),
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`saved_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_sections_section" CHECK("report_sections"."section" in ('outcome', 'attendance', 'times', 'publicity', 'actions', 'witnesses', 'interpretation', 'indicators', 'conduct', 'incidents', 'summary', 'next'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hearing_id` integer NOT NULL,
	`author_id` integer NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`questionnaire` integer NOT NULL,
	`began_at` integer NOT NULL,
	`filed_at` integer,
	`next_hearing_id` integer,
	`outcome` text,
	`coverage` text,
	`covered_from` text,
	`covered_until` text,
	`mode` text,
	`hearing_type` text,
	`courtroom` text,
	`session_number` integer,
	`report_language` text,
	`panel_same` text,
	`panel_change` text,
	`prosecutor_changed` text,
	`public_count` text,
	`families_count` text,
	`media_count` text,
	`monitors_count` text,
	`started_at` text,
	`ended_at` text,
	`late_cause` text,
	`reason` text,
	`further_reasons` text,
	`responsible` text,
	`reason_source` text,
	`sealed_reason_words` blob,
	`asked_by` text,
	`objected_by` text,
	`decided_in_session` text,
	`summoned` text,
	`later_cancelled` text,
	`later_dates` text,
	`announced` text,
	`publicity` text,
	`closed_from` text,
	`closed_until` text,
	`closed_ground` text,
	`closed_asked_by` text,
	`closed_reasoned` text,
	`asked_to_leave` text,
	`recording` text,
	`room_large` text,
	`audible` text,
	`seats` text,
	`actions` text,
	`detention_ruling` text,
	`detention_until` text,
	`interpretation` text,
	`interpreted_for` text,
	`language_pair` text,
	`interpretation_by` text,
	`interpretation_mode` text,
	`interpretation_quality` text,
	`interpretation_complaint` text,
	`documents_served` text,
	`served_late_days` integer,
	`conduct` text,
	`sealed_facts` blob,
	`sealed_observations` blob,
	`sealed_follow_up` blob,
	`next_kind` text,
	`next_on` text,
	`next_time` text,
	`next_room` text,
	`next_purpose` text,
	FOREIGN KEY (`hearing_id`) REFERENCES `hearings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`next_hearing_id`) REFERENCES `hearings`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reports_state" CHECK("reports"."state" in ('draft', 'filed', 'returned', 'awaiting_second', 'approved', 'withdrawn')),
	CONSTRAINT "reports_outcome" CHECK("reports"."outcome" in ('held_productive', 'held_unproductive', 'adjourned', 'not_opened', 'cancelled', 'moved')),
	CONSTRAINT "reports_coverage" CHECK("reports"."coverage" in ('full', 'part', 'not_covered', 'refused')),
	CONSTRAINT "reports_reason" CHECK("reports"."reason" in ('ACC-ABS', 'ACC-ILL', 'ESC', 'DEF-ABS', 'DEF-NEW', 'PRO-ABS', 'JUD-ABS', 'PAN-INC', 'WIT-ABS', 'INJ-ABS', 'EXP-ABS', 'INT-ABS', 'DOC-TRA', 'SUM', 'ROOM', 'RECUS', 'MOT', 'MLA', 'SEC', 'STRIKE', 'PREV', 'OTH', 'UNK')),
	CONSTRAINT "reports_responsible" CHECK("reports"."responsible" in ('court', 'prosecution', 'defence', 'accused', 'injured_party', 'witness', 'escort', 'translation', 'external', 'unknown')),
	CONSTRAINT "reports_publicity" CHECK("reports"."publicity" in ('open', 'partly_closed', 'closed', 'partly_private')),
	CONSTRAINT "reports_actions" CHECK(json_valid("reports"."actions")),
	CONSTRAINT "reports_further_reasons" CHECK(json_valid("reports"."further_reasons")),
	CONSTRAINT "reports_interpreted_for" CHECK(json_valid("reports"."interpreted_for")),
	CONSTRAINT "reports_filed" CHECK("reports"."state" in ('draft', 'withdrawn') or "reports"."filed_at" is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_hearing` ON `reports` (`hearing_id`);