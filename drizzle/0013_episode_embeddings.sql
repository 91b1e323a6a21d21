CREATE TABLE "episode_embeddings" (
	"episode_id" bigint NOT NULL,
	"feature" text NOT NULL,
	"mean" double precision[] NOT NULL,
	CONSTRAINT "episode_embeddings_episode_id_feature_pk" PRIMARY KEY("episode_id","feature")
);
--> statement-breakpoint
ALTER TABLE "episode_embeddings" ADD CONSTRAINT "episode_embeddings_episode_id_episodes_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episodes"("id") ON DELETE cascade ON UPDATE no action;