CREATE TABLE `answer_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`section` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "answer_versions_body" CHECK(json_valid("answer_versions"."body"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `answer_versions_version` ON `answer_versions` (`application_id`,`section`,`version`);--> statement-breakpoint
CREATE TABLE `answers` (
	`application_id` integer NOT NULL,
	`section` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` integer NOT NULL,
	PRIMARY KEY(`application_id`, `section`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`saved_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "answers_section" CHECK("answers"."section" in ('about', 'studies', 'experience', 'letter', 'declarations')),
	CONSTRAINT "answers_body" CHECK(json_valid("answers"."body"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `application_counts` (
	`call_id` integer NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`call_id`, `state`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `application_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`slot` text NOT NULL,
	`file_id` integer NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "application_documents_slot" CHECK("application_documents"."slot" in ('motivation_letter', 'grades_certificate', 'cv'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `application_documents_current` ON `application_documents` (`application_id`,`slot`) WHERE "application_documents"."removed_at" is null;--> statement-breakpoint
CREATE INDEX `application_documents_file` ON `application_documents` (`file_id`);--> statement-breakpoint
CREATE TABLE `applications` (
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
	`attention_at` integer,
	`contested_at` integer,
	`anonymised_at` integer,
	`late_key_id` integer,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "applications_state" CHECK("applications"."state" in ('draft', 'submitted', 'info_requested', 'in_review', 'shortlisted', 'invited', 'booked', 'interviewed', 'offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'withdrawn', 'declined', 'offer_lapsed', 'not_submitted')),
	CONSTRAINT "applications_source" CHECK("applications"."source" in ('web', 'email', 'paper')),
	CONSTRAINT "applications_overall" CHECK("applications"."overall" in ('not_met', 'to_verify', 'met')),
	CONSTRAINT "applications_submitted" CHECK("applications"."state" in ('draft', 'not_submitted', 'withdrawn') or ("applications"."reference" is not null and "applications"."submitted_at" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_live` ON `applications` (`call_id`,`person_id`) WHERE "applications"."state" not in ('withdrawn', 'not_submitted');--> statement-breakpoint
CREATE UNIQUE INDEX `applications_reference` ON `applications` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_reference_number` ON `applications` (`reference_year`,`reference_number`);--> statement-breakpoint
CREATE INDEX `applications_by_average` ON `applications` (`call_id`,`state`,`average_ten_thousandths`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_submission` ON `applications` (`call_id`,`state`,`submitted_at`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_reference` ON `applications` (`call_id`,`state`,(reference_year * 1000000 + reference_number),`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_attention` ON `applications` (`call_id`,`id`,`state`,`attention_at`,`contested_at`,`overall`,`institution`,`source`) WHERE "applications"."attention_at" is not null or "applications"."contested_at" is not null;--> statement-breakpoint
CREATE INDEX `applications_person` ON `applications` (`person_id`);--> statement-breakpoint
CREATE TABLE `community_counters` (
	`call_id` integer NOT NULL,
	`community` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`call_id`, `community`),
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "community_counters_community" CHECK("community_counters"."community" in ('albanian', 'serbian', 'turkish', 'bosniak', 'roma', 'ashkali', 'egyptian', 'gorani', 'montenegrin', 'croat', 'other', 'no_answer'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `community_opt_ins` (
	`application_id` integer PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `late_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`key_hash` text NOT NULL,
	`reason` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `late_keys_key` ON `late_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `call_texts` (
	`call_id` integer NOT NULL,
	`language` text NOT NULL,
	`falls_back_to` text,
	`title` text DEFAULT '' NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`about` text DEFAULT '' NOT NULL,
	`tasks` text DEFAULT '' NOT NULL,
	`conditions_intro` text DEFAULT '' NOT NULL,
	`priority_note` text DEFAULT '' NOT NULL,
	`encouraged_note` text DEFAULT '' NOT NULL,
	`costs` text DEFAULT '' NOT NULL,
	`how_to_apply` text DEFAULT '' NOT NULL,
	`afterwards` text DEFAULT '' NOT NULL,
	`privacy_note` text DEFAULT '' NOT NULL,
	`project` text DEFAULT '' NOT NULL,
	`donor` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`call_id`, `language`),
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "call_texts_language" CHECK("call_texts"."language" in ('sq', 'sr', 'en'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `call_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`number` integer NOT NULL,
	`conditions` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "call_versions_conditions" CHECK(json_valid("call_versions"."conditions"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `call_versions_number` ON `call_versions` (`call_id`,`number`);--> statement-breakpoint
CREATE TABLE `calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`state` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`grace_minutes` integer NOT NULL,
	`places` integer,
	`months_min` integer NOT NULL,
	`months_max` integer NOT NULL,
	`contact_name` text NOT NULL,
	`contact_email` text NOT NULL,
	`contact_phone` text DEFAULT '' NOT NULL,
	`conditions` text NOT NULL,
	`required_documents` text NOT NULL,
	`optional_documents` text NOT NULL,
	`rubric` text NOT NULL,
	`settings` text NOT NULL,
	`copied_from_id` integer,
	`sample` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`published_at` integer,
	`published_by` integer,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`published_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "calls_state" CHECK("calls"."state" in ('draft', 'published')),
	CONSTRAINT "calls_conditions" CHECK(json_valid("calls"."conditions")),
	CONSTRAINT "calls_required_documents" CHECK(json_valid("calls"."required_documents")),
	CONSTRAINT "calls_optional_documents" CHECK(json_valid("calls"."optional_documents")),
	CONSTRAINT "calls_rubric" CHECK(json_valid("calls"."rubric")),
	CONSTRAINT "calls_settings" CHECK(json_valid("calls"."settings"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_slug` ON `calls` (`slug`);--> statement-breakpoint
CREATE INDEX `calls_published` ON `calls` (`state`,`closes_at`);--> statement-breakpoint
CREATE TABLE `institutions` (
	`id` text PRIMARY KEY NOT NULL,
	`name_sq` text NOT NULL,
	`name_sr` text NOT NULL,
	`name_en` text NOT NULL,
	`kind` text NOT NULL,
	`city` text NOT NULL,
	CONSTRAINT "institutions_kind" CHECK("institutions"."kind" in ('public', 'private'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `traces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`call_version_id` integer NOT NULL,
	`overall` text NOT NULL,
	`rules` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`call_version_id`) REFERENCES `call_versions`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "traces_overall" CHECK("traces"."overall" in ('not_met', 'to_verify', 'met')),
	CONSTRAINT "traces_rules" CHECK(json_valid("traces"."rules"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `traces_application` ON `traces` (`application_id`,`id`);--> statement-breakpoint
CREATE TABLE `file_contents` (
	`file_id` integer PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` integer NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`pages` integer,
	`sha256` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	`uploaded_by` integer NOT NULL,
	`purged_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`uploaded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "files_type" CHECK("files"."type" in ('pdf', 'docx'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `files_owner` ON `files` (`owner_id`);--> statement-breakpoint
CREATE TABLE `history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`actor_role` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`event` text NOT NULL,
	`from_state` text,
	`to_state` text,
	`reason_code` text,
	`note` text,
	`rule_version` integer,
	`group_id` text,
	`reverses_id` integer,
	`details` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	CONSTRAINT "history_details" CHECK(json_valid("history"."details"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `history_entity` ON `history` (`entity`,`entity_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `history_hash` ON `history` (`hash`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL,
	`last_started_at` integer,
	`last_finished_at` integer,
	`last_outcome` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `timer_runs` (
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`kind` text NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`entity`, `entity_id`, `kind`, `due_at`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `letters` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` text NOT NULL,
	`letter` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`person_id` integer,
	`recipient` text,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`sealed_body` blob,
	`attachments` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`group_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`lease_until` integer,
	`sent_at` integer,
	`last_problem` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "letters_state" CHECK("letters"."state" in ('draft', 'queued', 'sending', 'sent', 'failed', 'dropped')),
	CONSTRAINT "letters_kind" CHECK("letters"."kind" in ('notice', 'decision')),
	CONSTRAINT "letters_attachments" CHECK(json_valid("letters"."attachments"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `letters_message_id` ON `letters` (`message_id`);--> statement-breakpoint
CREATE INDEX `letters_due` ON `letters` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `letters_entity` ON `letters` (`entity`,`entity_id`);--> statement-breakpoint
CREATE INDEX `letters_person` ON `letters` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `letters_one_decision_draft` ON `letters` (`entity`,`entity_id`) WHERE "letters"."kind" = 'decision' and "letters"."state" = 'draft';--> statement-breakpoint
CREATE TABLE `credentials` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`password_hash` text,
	`password_changed_at` integer,
	`totp_sealed` blob,
	`totp_confirmed_at` integer,
	`totp_last_step` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `memberships` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`group_name` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`granted_by` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "memberships_group" CHECK("memberships"."group_name" in ('applicant', 'intern', 'coordinator', 'reviewer', 'director', 'safety_officer', 'administrator'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_current` ON `memberships` (`person_id`,`group_name`) WHERE "memberships"."until" is null;--> statement-breakpoint
CREATE TABLE `passkey_challenges` (
	`challenge` text PRIMARY KEY NOT NULL,
	`person_id` integer,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text DEFAULT '' NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credential` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_person` ON `passkeys` (`person_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text,
	`email_confirmed_at` integer,
	`email_bounced_at` integer,
	`name` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`language` text NOT NULL,
	`sample` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`erased_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_language" CHECK("people"."language" in ('sq', 'sr', 'sr-Cyrl', 'en'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`code_hash` text NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `recovery_codes_code` ON `recovery_codes` (`person_id`,`code_hash`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`person_id` integer NOT NULL,
	`assurance` text NOT NULL,
	`remembered` integer DEFAULT false NOT NULL,
	`device` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "sessions_assurance" CHECK("sessions"."assurance" in ('link', 'password', 'full'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`purpose` text NOT NULL,
	`person_id` integer,
	`email` text,
	`next` text DEFAULT '/' NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`superseded_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "sign_in_links_purpose" CHECK("sign_in_links"."purpose" in ('sign_in', 'invitation', 'setup', 'reset', 'change_email', 'demo'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_links_token` ON `sign_in_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sign_in_links_email` ON `sign_in_links` (`email`,`purpose`);--> statement-breakpoint
CREATE INDEX `sign_in_links_person` ON `sign_in_links` (`person_id`,`purpose`);--> statement-breakpoint
CREATE TABLE `throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`details` text NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`done_by` integer,
	CONSTRAINT "tasks_details" CHECK(json_valid("tasks"."details"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open` ON `tasks` (`kind`,`entity`,`entity_id`) WHERE "tasks"."done_at" is null;--> statement-breakpoint
CREATE INDEX `tasks_waiting` ON `tasks` (`done_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `form_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`person_id` integer,
	`location` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `form_keys_at` ON `form_keys` (`at`);