'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { RouterOutput } from '@/app/_trpc/client';
import classes from './episode.module.css';

type Signals = RouterOutput['recordings']['signals'];

/**
 * The cameras of an episode. `seek` is the moment, in seconds of the episode, that all of them jump to when it changes; while one
 * plays it tells `onMoment` where it is.
 */
export function EpisodeVideos({
  program,
  episodeId,
  videos,
  seek,
  onMoment,
}: {
  program: string;
  episodeId: number;
  videos: Signals['videos'];
  seek: number;
  onMoment: (seconds: number) => void;
}) {
  return (
    <div className={classes.videos}>
      {videos.map((video) => (
        <Camera
          key={video.camera}
          src={`/api/videos/${program}/${episodeId}/${encodeURIComponent(video.camera)}`}
          video={video}
          seek={seek}
          onMoment={onMoment}
        />
      ))}
    </div>
  );
}

function Camera({
  src,
  video: { camera, from, to },
  seek,
  onMoment,
}: {
  src: string;
  video: Signals['videos'][number];
  seek: number;
  onMoment: (seconds: number) => void;
}) {
  const element: RefObject<HTMLVideoElement | null> = useRef(null);
  useEffect(() => {
    if (element.current) element.current.currentTime = from + seek;
  }, [from, seek]);
  const follow = () => {
    const video = element.current;
    if (!video || video.paused) return;
    // A file may hold many episodes one after another.
    if (to !== null && video.currentTime >= to) video.pause();
    onMoment(Math.max(0, video.currentTime - from));
  };
  return (
    <figure className={classes.camera}>
      <video
        ref={element}
        src={`${src}#t=${from}${to === null ? '' : `,${to}`}`}
        controls
        muted
        playsInline
        preload="metadata"
        aria-label={`Video of ${camera}`}
        onTimeUpdate={follow}
      />
      <figcaption>{camera}</figcaption>
    </figure>
  );
}
