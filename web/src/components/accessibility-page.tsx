import { text } from '../i18n/index.ts';
import { BackLink } from './sources-page.tsx';

export function AccessibilityPage() {
  const said = text.value.accessibility;
  return (
    <article class="page">
      <BackLink />
      <h2>{said.title}</h2>
      <p class="lead">{said.state}</p>
      <Points title={said.doneTitle} points={said.done} />
      <Points title={said.limitsTitle} points={said.limits} />
      <h3>{said.contactTitle}</h3>
      <p>{said.contact}</p>
    </article>
  );
}

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}
