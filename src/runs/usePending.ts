import { useQuery } from '@tanstack/react-query';
import { pendingQuery } from '../api/pending';
import { firstQuery, listParams } from '../ui/table/types';
import { useMenuBubble } from './menu-bubble';

/** How much waits for a person, of each kind of which something does; the menu says the same. */
export function usePending() {
	const { data } = useQuery( pendingQuery( listParams( firstQuery ) ) );
	useMenuBubble( data?.kinds );
	return data?.kinds ?? [];
}
