PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_reserves` (
	`decision_id` integer PRIMARY KEY NOT NULL,
	`application_id` integer NOT NULL,
	`call_id` integer NOT NULL,
	`rank` integer NOT NULL,
	`place` integer,
	`waitlisted_at` integer NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reserves_rank" CHECK("__new_reserves"."rank" >= 1),
	CONSTRAINT "reserves_place" CHECK("__new_reserves"."place" >= 1)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_reserves`("decision_id", "application_id", "call_id", "rank", "place", "waitlisted_at")
SELECT r."decision_id", r."application_id", a."call_id", r."rank",
  CASE WHEN d."state" = 'pending' AND a."pending_to" = d."to_state" OR d."state" = 'released' AND a."state" = d."to_state"
    THEN row_number() OVER (PARTITION BY a."call_id",
      d."state" = 'pending' AND a."pending_to" = d."to_state" OR d."state" = 'released' AND a."state" = d."to_state"
      ORDER BY r."rank", r."decision_id") END,
  r."waitlisted_at"
FROM `reserves` r JOIN `decisions` d ON d."id" = r."decision_id" JOIN `applications` a ON a."id" = r."application_id";--> statement-breakpoint
DROP TABLE `reserves`;--> statement-breakpoint
ALTER TABLE `__new_reserves` RENAME TO `reserves`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `reserves_application` ON `reserves` (`application_id`,`decision_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `reserves_place` ON `reserves` (`call_id`,`place`);