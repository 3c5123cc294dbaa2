CREATE TABLE `community_tallies` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`published_at` integer NOT NULL,
	`counts` text NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "community_tallies_counts" CHECK(json_valid("community_tallies"."counts"))
) STRICT;
