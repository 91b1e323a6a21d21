import { usePathname, useRouter, useSearchParams } from 'next/navigation';

/** Sets one choice of the page in its address, or takes it out, and with it those that need not hold any more. */
export function useChoose(): (name: string, value: string | null, without?: readonly string[]) => void {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  return (name, value, without = []) => {
    const next = new URLSearchParams(search);
    for (const other of without) next.delete(other);
    if (value === null) next.delete(name);
    else next.set(name, value);
    router.replace(`${path}?${next}`, { scroll: false });
  };
}
