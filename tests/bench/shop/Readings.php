<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Tests\Site\RowsRead;

/** What is read or looked through again and again: processor time, queries and rows, several times each. */
final class Readings {

	private int $turns;
	private Processor $processor;

	private array $readings = [];

	public function __construct( int $turns ) {
		$this->turns     = $turns;
		$this->processor = new Processor();
		wp_set_current_user( 1 );
	}

	/** A page of a list: as the first one to ask in five minutes gets it, and as all others do. */
	public function list( string $name, string $route, array $query = [] ): void {
		$page = static fn(): array => self::ask( $route, $query + [ 'page' => 1, 'per_page' => 20 ] );
		$this->measure( "$name, counted anew", false, $page, [ OrderShop::class, 'forgetCounts' ] );
		$this->measure( $name, true, $page, null );
	}

	/** @param (callable(): void)|null $before What is done before each time. */
	public function other( string $name, callable $work, ?callable $before = null ): void {
		$this->measure( $name, false, $work, $before );
	}

	public static function ask( string $route, array $query = [] ): array {
		$request = new \WP_REST_Request( 'GET', "/sors/v1/$route" );
		$request->set_query_params( $query );
		$response = rest_do_request( $request );
		if ( $response->is_error() ) {
			throw new \RuntimeException( $route . ': ' . wp_json_encode( $response->get_data() ) );
		}
		return $response->get_data();
	}

	private function measure( string $name, bool $isList, callable $work, ?callable $before ): void {
		$work();
		for ( $turn = 0; $turn < $this->turns; $turn++ ) {
			null === $before || $before();
			wp_cache_flush();
			// What each request of WordPress reads.
			wp_load_alloptions();
			get_userdata( 1 );
			$since = $this->processor->seconds();
			$cost  = RowsRead::by( $work );

			$this->readings[] = [
				'name'     => $name,
				'list'     => $isList,
				'ms'       => ( $this->processor->seconds() - $since ) * 1000,
				'queries'  => $cost->queries,
				'rows'     => $cost->rows,
				'returned' => is_array( $cost->answer ) && isset( $cost->answer['items'] ) ? count( $cost->answer['items'] ) : 0,
			];
		}
	}

	public function report(): void {
		echo "\n", wp_json_encode( $this->readings ), "\n";
	}
}
