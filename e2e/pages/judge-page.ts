import { ProgramPage } from './program-page';

/** The annotator's queue: one episode at a time. */
export class JudgePage extends ProgramPage {
  /** Name of the episode in hand. */
  get episode() {
    return this.page.getByRole('heading', { level: 2, name: /#\d+$/ });
  }

  /** The slider through the episode. */
  get moment() {
    return this.page.getByRole('slider', { name: 'Moment of the episode' });
  }
}
