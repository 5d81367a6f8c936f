import { php } from './php';

/** For orders and runs; what is due afterwards is done. */
export const goBy = ( seconds: number ): Promise< void > =>
	php( new URL( 'time-goes-by.php', import.meta.url ), String( seconds ) );
