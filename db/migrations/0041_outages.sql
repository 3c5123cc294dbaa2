CREATE TABLE `extensions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`outage_id` integer NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`before_at` integer NOT NULL,
	`after_at` integer NOT NULL,
	FOREIGN KEY (`outage_id`) REFERENCES `outages`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "extensions_entity" CHECK("extensions"."entity" in ('call', 'late_key', 'request', 'offer', 'contest')),
	CONSTRAINT "extensions_later" CHECK("extensions"."before_at" < "extensions"."after_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `extensions_once` ON `extensions` (`outage_id`,`entity`,`entity_id`);--> statement-breakpoint
CREATE INDEX `extensions_of` ON `extensions` (`entity`,`entity_id`);--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`beat_at` integer NOT NULL,
	CONSTRAINT "heartbeat_one" CHECK("heartbeat"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `outages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	CONSTRAINT "outages_order" CHECK("outages"."from_at" < "outages"."until_at")
) STRICT;
