CREATE TABLE `case_notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`sealed` blob NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_notes_case` ON `case_notes` (`case_id`,`id`);--> statement-breakpoint
CREATE TABLE `case_numbers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`kind` text NOT NULL,
	`written` text NOT NULL,
	`number_key` text NOT NULL,
	`digits` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "case_numbers_kind" CHECK("case_numbers"."kind" in ('indictment', 'first_instance', 'appeal', 'supreme', 'constitutional', 'specialist', 'other'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_numbers_once` ON `case_numbers` (`case_id`,`number_key`);--> statement-breakpoint
CREATE INDEX `case_numbers_key` ON `case_numbers` (`number_key`,`case_id`);--> statement-breakpoint
CREATE INDEX `case_numbers_digits` ON `case_numbers` (`digits`,`case_id`);--> statement-breakpoint
CREATE TABLE `case_stages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`phase` text NOT NULL,
	`court` text NOT NULL,
	`started_on` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "case_stages_phase" CHECK("case_stages"."phase" in ('INV', 'IND', 'PREP', 'FI', 'AP', 'ER', 'FIN', 'SUS', 'FUG')),
	CONSTRAINT "case_stages_court" CHECK("case_stages"."court" in ('BC-PR-SD', 'BC-PR', 'BC-GL', 'BC-PZ', 'BC-GJ', 'BC-PE', 'BC-FE', 'BC-MI', 'CA-SD', 'CA', 'SC', 'CC', 'KSC'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_stages_case` ON `case_stages` (`case_id`,`started_on`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`against` text NOT NULL,
	`court` text NOT NULL,
	`phase` text NOT NULL,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`changed_at` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cases_court" CHECK("cases"."court" in ('BC-PR-SD', 'BC-PR', 'BC-GL', 'BC-PZ', 'BC-GJ', 'BC-PE', 'BC-FE', 'BC-MI', 'CA-SD', 'CA', 'SC', 'CC', 'KSC')),
	CONSTRAINT "cases_phase" CHECK("cases"."phase" in ('INV', 'IND', 'PREP', 'FI', 'AP', 'ER', 'FIN', 'SUS', 'FUG'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `cases_by_change` ON `cases` (`changed_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_by_phase` ON `cases` (`phase`,`changed_at`,`id`);--> statement-breakpoint
CREATE TABLE `participants` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`party_id` integer NOT NULL,
	`role` text NOT NULL,
	`since_on` text NOT NULL,
	`until_on` text,
	`custody` text,
	`in_absentia` integer,
	`for_id` integer,
	`counsel_kind` text,
	`version` integer DEFAULT 1 NOT NULL,
	`changed_at` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "participants_role" CHECK("participants"."role" in ('PJ', 'PM', 'PRO', 'ACC', 'DEF', 'INJ', 'REP', 'VA', 'WIT', 'CWIT', 'EXP', 'INT', 'REC')),
	CONSTRAINT "participants_custody" CHECK("participants"."custody" in ('detained', 'house_detention', 'released', 'fugitive', 'serving_sentence', 'unknown')),
	CONSTRAINT "participants_counsel" CHECK("participants"."counsel_kind" in ('chosen', 'appointed')),
	CONSTRAINT "participants_accused" CHECK(("participants"."role" = 'ACC') = ("participants"."custody" is not null and "participants"."in_absentia" is not null)),
	CONSTRAINT "participants_days" CHECK("participants"."until_on" is null or "participants"."until_on" >= "participants"."since_on")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `participants_current` ON `participants` (`case_id`,`party_id`,`role`) WHERE "participants"."until_on" is null;--> statement-breakpoint
CREATE INDEX `participants_case` ON `participants` (`case_id`,`role`,`id`);--> statement-breakpoint
CREATE INDEX `participants_party` ON `participants` (`party_id`,`case_id`);--> statement-breakpoint
CREATE TABLE `parties` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`merged_into_id` integer,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`merged_into_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `parties_name_key` ON `parties` (`name_key`);--> statement-breakpoint
CREATE INDEX `parties_merged` ON `parties` (`merged_into_id`);--> statement-breakpoint
CREATE TABLE `party_aliases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`party_id` integer NOT NULL,
	`kind` text NOT NULL,
	`written` text NOT NULL,
	`name_key` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "party_aliases_kind" CHECK("party_aliases"."kind" in ('sq', 'sr', 'cyrillic', 'press', 'former'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `party_aliases_written` ON `party_aliases` (`party_id`,`written`);--> statement-breakpoint
CREATE INDEX `party_aliases_key` ON `party_aliases` (`name_key`);--> statement-breakpoint
CREATE TABLE `party_merges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kept_id` integer NOT NULL,
	`gone_id` integer NOT NULL,
	`gone_name` text NOT NULL,
	`links` integer NOT NULL,
	`merged_at` integer NOT NULL,
	`merged_by` integer,
	FOREIGN KEY (`kept_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`gone_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`merged_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `party_merges_kept` ON `party_merges` (`kept_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `party_merges_gone` ON `party_merges` (`gone_id`);--> statement-breakpoint
CREATE TABLE `protected_people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`pseudonym` text NOT NULL,
	`role` text NOT NULL,
	`ground` text NOT NULL,
	`measures` text NOT NULL,
	`ordered_on` text,
	`version` integer DEFAULT 1 NOT NULL,
	`changed_at` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "protected_people_role" CHECK("protected_people"."role" in ('PWIT', 'INJ', 'CWIT', 'EXP')),
	CONSTRAINT "protected_people_ground" CHECK("protected_people"."ground" in ('court_order', 'sexual_violence', 'child', 'own_request', 'safety')),
	CONSTRAINT "protected_people_measures" CHECK(json_valid("protected_people"."measures"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `protected_people_pseudonym` ON `protected_people` (`case_id`,`pseudonym`);--> statement-breakpoint
CREATE TABLE `ties` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`declared_at` integer NOT NULL,
	`declared_by` integer NOT NULL,
	`lifted_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`declared_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "ties_kind" CHECK("ties"."kind" in ('family', 'work', 'acquaintance', 'party_to_case', 'other'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ties_standing` ON `ties` (`case_id`,`person_id`) WHERE "ties"."lifted_at" is null;--> statement-breakpoint
CREATE INDEX `ties_person` ON `ties` (`person_id`);