UPDATE "scores" SET "signals" = jsonb_build_object('sample spread', "sample_spread") WHERE "sample_spread" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "scores" DROP COLUMN "sample_spread";