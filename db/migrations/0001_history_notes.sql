CREATE TABLE `history_notes` (
	`history_id` integer PRIMARY KEY NOT NULL,
	`words` text NOT NULL,
	`salt` text NOT NULL,
	FOREIGN KEY (`history_id`) REFERENCES `history`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
