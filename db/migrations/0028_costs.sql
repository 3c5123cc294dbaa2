CREATE TABLE `costs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hearing_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`amount_cents` integer NOT NULL,
	`file_id` integer,
	`sealed_reason` blob,
	`sealed_answer` blob,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	`decided_by` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`hearing_id`) REFERENCES `hearings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "costs_state_word" CHECK("costs"."state" in ('claimed', 'returned', 'approved', 'paid')),
	CONSTRAINT "costs_amount" CHECK("costs"."amount_cents" between 10 and 50000),
	CONSTRAINT "costs_decided" CHECK(("costs"."state" = 'claimed') = ("costs"."decided_by" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `costs_once` ON `costs` (`hearing_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `costs_person` ON `costs` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `costs_state` ON `costs` (`state`,`claimed_at`);