import { registerWorker, startPage } from '../shared/start-page.tsx';
import { App } from './App.tsx';
import { Caught } from './frame/Caught.tsx';
import { allowRinging } from './job/ring.ts';
import './styles/responder.scss';

allowRinging();
startPage(
  <Caught>
    <App />
  </Caught>,
  {
    // What could not be reached is asked for again when the connection is back; what was known meanwhile stays, with its age.
    retry: false,
  },
);
registerWorker('/responder/');
