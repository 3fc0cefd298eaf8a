import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router";
import { againAfter } from "./transport/again.ts";
import { Refused } from "./transport/api.ts";
import { Boundary } from "./ui/Boundary.tsx";
import { NewVersion } from "./entry/NewVersion.tsx";
import { part } from "./ui/part.tsx";
import { startPreferences } from "./ui/preferences.ts";
import "./styles.ts";
import { WHO } from "./transport/readAgain.ts";

const Home = part(() => import("./entry/Home.tsx"));
const PartyPage = part(() => import("./people/PartyPage.tsx"));
const Desk = part(() => import("./cases/Desk.tsx"));
const Office = part(() => import("./agreements/Office.tsx"));
const Court = part(() => import("./confirmation/Court.tsx"));
const Verify = part(() => import("./agreements/Verify.tsx"));
const Missing = part(() => import("./entry/Missing.tsx"));

/**
 * A session that ended is found by whatever was asked first: then it is asked anew who is here, and
 * the page leads back in.
 */
const askWho = (error: unknown) => {
  if (error instanceof Refused && error.problem.status === 401)
    void queries.invalidateQueries({ queryKey: [WHO] }, { cancelRefetch: false });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey: [first] }) => first !== WHO && askWho(error),
  }),
  mutationCache: new MutationCache({ onError: askWho }),
  defaultOptions: {
    queries: {
      // A fault that passes is asked about again until it has passed.
      refetchInterval: ({ state: { error } }) =>
        (error instanceof Refused && againAfter(error.problem)) || false,
      retry: (count, error) =>
        count < 2 && !(error instanceof Refused && error.problem.status >= 400),
      staleTime: 5000,
    },
    // Without a network a step fails at once and its words stay; it is never done later, unseen.
    mutations: { networkMode: "always" },
  },
});

await startPreferences();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <NewVersion />
        <Boundary>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/j/:token/*" element={<PartyPage />} />
            <Route path="/desk/*" element={<Desk />} />
            <Route path="/office/*" element={<Office />} />
            <Route path="/court/*" element={<Court />} />
            <Route path="/verify/:code?" element={<Verify />} />
            <Route path="*" element={<Missing />} />
          </Routes>
        </Boundary>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
