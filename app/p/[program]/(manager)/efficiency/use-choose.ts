import { usePathname, useRouter, useSearchParams } from 'next/navigation';

/** Sets one choice of the page in its address, or takes it out. */
export function useChoose(): (name: string, value: string | null) => void {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  return (name, value) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(name);
    else next.set(name, value);
    router.replace(`${path}?${next}`, { scroll: false });
  };
}
