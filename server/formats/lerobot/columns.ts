import type { SchemaElement } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { Feature } from '@/server/core/recording/source';

/** A column to be written; `list` makes it a list of that many levels. */
export interface WrittenColumn {
  name: string;
  element: 'float32' | 'float64' | 'int64' | 'bool' | 'string';
  list?: boolean;
  data: unknown[];
}

const PHYSICAL: Record<WrittenColumn['element'], Pick<SchemaElement, 'type' | 'converted_type'>> = {
  float32: { type: 'FLOAT' },
  float64: { type: 'DOUBLE' },
  int64: { type: 'INT64' },
  bool: { type: 'BOOLEAN' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

/** Parquet bytes (snappy) of the columns, in row groups of the given sizes; all columns are nullable as Arrow writes them. */
export function parquetBytes(
  columns: readonly WrittenColumn[],
  rowGroupSize: number[],
  metadata: Record<string, unknown> = {},
): Uint8Array {
  const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)];
  const columnData: ColumnSource[] = columns.map(({ name, data }) => ({ name, data }));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      schema,
      rowGroupSize: rowGroupSize.length > 0 ? rowGroupSize : 1,
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value: JSON.stringify(value) })),
    }),
  );
}

function elementsOf({ name, element, list }: WrittenColumn): SchemaElement[] {
  const leaf: SchemaElement = { name: list ? 'element' : name, repetition_type: 'OPTIONAL', ...PHYSICAL[element] };
  if (!list) return [leaf];
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    leaf,
  ];
}

/** The `huggingface` key-value entry that gives list columns their element type and length. */
export function huggingfaceFeatures(features: readonly Feature[]): unknown {
  const entries = features.map(({ name, dtype, shape }) => {
    const value = { dtype, _type: 'Value' };
    return [name, shape.length === 0 ? value : { feature: value, length: shape[0], _type: 'List' }];
  });
  return { info: { features: Object.fromEntries(entries) } };
}
