import { Anchor } from '@mantine/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { CopyCode } from '@/app/_ui/copy-code';
import { PageHead, Section } from '@/app/_ui/page-head';
import classes from './api.module.css';
import { commandLineExample, curlExamples, type Example, postedArrays, tokenExample } from './examples';
import { pythonExample } from './python-example';

export const metadata: Metadata = { title: 'API' };

/** How machines work with the program: token, plain HTTP, command line, and predictions posted from a training machine. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const head = await headers();
  const address = `${head.get('x-forwarded-proto') ?? 'http'}://${head.get('host')}`;
  return (
    <div className={classes.page}>
      <PageHead
        title="API"
        answer={
          <>
            Scripts bring recordings and checkpoints in and take schedules and manifests out, at {address}/api/v1. The{' '}
            <Anchor href="/api/v1/openapi.json" inherit underline="always">
              OpenAPI document
            </Anchor>{' '}
            lists every path; each refusal is JSON with a sentence in <code>message</code>, its kind in{' '}
            <code>fault</code> and evidence in <code>details</code>.
          </>
        }
      />
      <Section title="Token">
        <Shown {...tokenExample(program)} />
      </Section>
      <Section title="Command line">
        <Shown {...commandLineExample(address, program)} />
      </Section>
      <Section title="Plain HTTP">
        {curlExamples(address, program).map((example) => (
          <Shown key={example.title} {...example} />
        ))}
      </Section>
      <Section title="Predictions of a policy that Rota cannot run">
        <Shown
          title="Post what a LeRobot ensemble predicts"
          words="For policies that do not export to ONNX, and for video observations: register a checkpoint with rota checkpoints add NAME --form recorded --card card.json, run this where the policy runs, then score it as any other. One chunk for every frame, un-normalised."
          code={pythonExample(address, program)}
        />
        <Shown {...postedArrays} />
      </Section>
    </div>
  );
}

function Shown({ title, words, code }: Example) {
  return (
    <div className={classes.example}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.words}>{words}</p>
      <CopyCode code={code} label={title.toLowerCase()} block />
    </div>
  );
}
