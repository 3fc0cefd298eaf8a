import { z } from "zod";
import { refusals } from "../../shared/refusal.ts";

type Route = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };

/** OpenAPI 3.1 from the schemas that check the requests: one source, so it can't disagree. */
export function openApiDocument(routes: Record<string, Route>) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, route] of Object.entries(routes)) {
    const [method, path] = key.split(" ") as [string, string];
    const place = path.replace(/:(\w+)/g, "{$1}");
    const parameters = (["params", "query"] as const).flatMap((part) => {
      const schema = route[part] ? schemaOf(route[part]) : null;
      return Object.entries(schema?.properties ?? {}).map(([name, value]) => ({
        name,
        in: part === "params" ? "path" : "query",
        required: part === "params" || (schema?.required ?? []).includes(name),
        schema: value,
      }));
    });
    paths[place] ??= {};
    paths[place][method.toLowerCase()] = {
      operationId: key,
      parameters,
      ...(route.body
        ? {
            requestBody: {
              required: true,
              content: { "application/json": { schema: schemaOf(route.body) } },
            },
          }
        : {}),
      responses: {
        200: { description: "the asker's own view" },
        default: {
          description: "a problem (RFC 9457)",
          content: {
            "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
          },
        },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Yuntiao",
      version: "1",
      description:
        "A participant names the seat in the header x-seat, proved by that seat's cookie; staff by their session cookie.",
    },
    paths,
    components: {
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "status", "code", "title", "requestId"],
          properties: {
            type: { type: "string" },
            status: { type: "integer" },
            code: { enum: Object.keys(refusals) },
            title: { type: "string" },
            requestId: { type: "string" },
            details: { type: "object" },
          },
        },
      },
    },
  };
}
