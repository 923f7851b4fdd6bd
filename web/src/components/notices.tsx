// What is said while something is read, or when it could not be.

import { ReadError } from '../api/client.ts';
import { text } from '../i18n/index.ts';

export function Loading() {
  return (
    <p class="message loading" role="status">
      {text.value.page.loading}
    </p>
  );
}

export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const { page } = text.value;
  const answered = error instanceof ReadError && error.status !== 0;
  const missing = answered && error.status === 404;
  const detail = missing ? page.unknown : answered ? error.message : page.offline;
  return (
    <div class="message failure" role="alert">
      <p>
        <strong>{page.failed}</strong>
      </p>
      <p>{detail}</p>
      <button type="button" class="button" onClick={retry}>
        {page.retry}
      </button>
    </div>
  );
}
