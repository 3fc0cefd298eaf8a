import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router";
import { Refused } from "./transport/api.ts";
import { Loading } from "./ui/kit.tsx";
import { startPreferences } from "./ui/preferences.ts";
import "./ui/styles.css";

const Home = lazy(() => import("./entry/Home.tsx"));
const PartyPage = lazy(() => import("./people/PartyPage.tsx"));
const Desk = lazy(() => import("./cases/Desk.tsx"));
const Office = lazy(() => import("./agreements/Office.tsx"));
const Court = lazy(() => import("./confirmation/Court.tsx"));
const Verify = lazy(() => import("./agreements/Verify.tsx"));
const Missing = lazy(() => import("./entry/Missing.tsx"));

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && !(error instanceof Refused && error.problem.status >= 400), staleTime: 5000 },
  },
});

await startPreferences();
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/j/:token/*" element={<PartyPage />} />
            <Route path="/desk/*" element={<Desk />} />
            <Route path="/office/*" element={<Office />} />
            <Route path="/court/*" element={<Court />} />
            <Route path="/verify/:code?" element={<Verify />} />
            <Route path="*" element={<Missing />} />
          </Routes>
        </Suspense>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
