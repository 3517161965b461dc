/** The whole page: look and words around it, then whatever can be shown now. */
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";

import { Gate } from "./Gate";
import { WordsProvider } from "./i18n";
import { followJobs } from "./jobs";
import { useLook } from "./preferences";
import { newQueryClient } from "./queries";
import { StatusProvider } from "./status";
import { applyTheme } from "./theme";

export function App() {
  const [client] = useState(newQueryClient);
  const look = useLook();
  useEffect(() => applyTheme(look.theme), [look.theme]);
  useEffect(() => followJobs(), []);
  return (
    <QueryClientProvider client={client}>
      <I18nProvider locale="en-KE">
        <WordsProvider language={look.language}>
          <StatusProvider>
            <Gate />
          </StatusProvider>
        </WordsProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
