CREATE TABLE `bookings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`slot_id` integer NOT NULL,
	`state` text NOT NULL,
	`uid` text NOT NULL,
	`booked_at` integer NOT NULL,
	`booked_by` integer,
	`changes` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`late` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`slot_id`) REFERENCES `interview_slots`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`booked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "bookings_state" CHECK("bookings"."state" in ('confirmed', 'cancelled', 'held', 'no_show')),
	CONSTRAINT "bookings_ended_by" CHECK("bookings"."ended_by" in ('applicant', 'staff', 'withdrawal')),
	CONSTRAINT "bookings_ended" CHECK(("bookings"."state" = 'confirmed') = ("bookings"."ended_at" is null)),
	CONSTRAINT "bookings_cancelled" CHECK(("bookings"."state" = 'cancelled') = ("bookings"."ended_by" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_slot` ON `bookings` (`slot_id`) WHERE "bookings"."state" <> 'cancelled';--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_application` ON `bookings` (`application_id`) WHERE "bookings"."state" = 'confirmed';--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_uid` ON `bookings` (`uid`);--> statement-breakpoint
CREATE INDEX `bookings_of` ON `bookings` (`application_id`);--> statement-breakpoint
CREATE TABLE `calendar_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`booking_id` integer NOT NULL,
	`session_id` integer NOT NULL,
	`sequence` integer NOT NULL,
	`method` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`session_id`) REFERENCES `interview_sessions`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "calendar_entries_method" CHECK("calendar_entries"."method" in ('request', 'cancel'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_entries_sequence` ON `calendar_entries` (`booking_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `interview_panel` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	FOREIGN KEY (`session_id`) REFERENCES `interview_sessions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_panel_current` ON `interview_panel` (`session_id`,`person_id`) WHERE "interview_panel"."until" is null;--> statement-breakpoint
CREATE INDEX `interview_panel_person` ON `interview_panel` (`person_id`,`until`);--> statement-breakpoint
CREATE TABLE `interview_sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`state` text NOT NULL,
	`place` text NOT NULL,
	`link` text DEFAULT '' NOT NULL,
	`languages` text NOT NULL,
	`zone` text DEFAULT 'Europe/Belgrade' NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "interview_sessions_state" CHECK("interview_sessions"."state" in ('draft', 'published', 'cancelled')),
	CONSTRAINT "interview_sessions_zone" CHECK("interview_sessions"."zone" in ('Europe/Belgrade')),
	CONSTRAINT "interview_sessions_languages" CHECK(json_valid("interview_sessions"."languages"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `interview_sessions_call` ON `interview_sessions` (`call_id`,`state`);--> statement-breakpoint
CREATE TABLE `interview_slots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`cancelled_at` integer,
	FOREIGN KEY (`session_id`) REFERENCES `interview_sessions`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "interview_slots_span" CHECK("interview_slots"."ends_at" > "interview_slots"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_slots_time` ON `interview_slots` (`session_id`,`starts_at`) WHERE "interview_slots"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX `interview_slots_starts` ON `interview_slots` (`starts_at`);--> statement-breakpoint
CREATE TABLE `interview_invitations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`invited_at` integer NOT NULL,
	`invited_by` integer,
	`reply_by` integer NOT NULL,
	`closed_at` integer,
	`sealed_wish` blob,
	`wished_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`invited_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_invitations_open` ON `interview_invitations` (`application_id`) WHERE "interview_invitations"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `interview_invitations_reply` ON `interview_invitations` (`closed_at`,`reply_by`);