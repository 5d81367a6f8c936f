<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/**
 * The side door of the SORS server of tests/sors: what it holds, what it was
 * asked, and the faults that it shall show. Its routes are in tests/sors/control.
 */
final class SorsControl {

	/** @return array<mixed> the decoded answer */
	public function get( string $route ): array {
		return $this->send( 'GET', $route, null );
	}

	public function post( string $route, array $body = [] ): array {
		return $this->send( 'POST', $route, $body );
	}

	/** How many requests of the operation there were, or of any. */
	public function count( string $operation = '' ): int {
		$requests = $this->get( 'requests' )['requests'];
		return count( '' === $operation ? $requests : array_keys( array_column( $requests, 'operation' ), $operation, true ) );
	}

	/** How many requests of the operation were under way at the same time at most, since that number of the log. */
	public function atOnce( string $operation, int $after = 0 ): int {
		$times = [];
		foreach ( $this->get( 'requests?after=' . $after )['requests'] as $request ) {
			if ( $request['operation'] === $operation ) {
				$times[] = [ $request['at'], $request['at'] + (int) $request['durationMs'] ];
			}
		}
		$most = 0;
		foreach ( $times as list( $begin ) ) {
			$most = max( $most, count( array_filter( $times, static fn( array $time ): bool => $time[0] <= $begin && $begin < $time[1] ) ) );
		}
		return $most;
	}

	private function send( string $method, string $route, ?array $body ): array {
		$context = stream_context_create(
			[
				'http' => [
					'method'        => $method,
					'header'        => "Content-Type: application/json\r\nConnection: close\r\n",
					'content'       => null === $body ? '' : json_encode( (object) $body, JSON_THROW_ON_ERROR ),
					'ignore_errors' => true,
					'timeout'       => 20,
				],
			]
		);
		$url     = getenv( 'SORS_CONTROL_URL' ) . '/' . ltrim( $route, '/' );
		$text    = file_get_contents( $url, false, $context );
		$status  = (int) substr( (string) ( $http_response_header[0] ?? '' ), 9, 3 );
		if ( false === $text || $status >= 400 ) {
			throw new \RuntimeException( "$method $url answered $status: $text" );
		}
		$decoded = json_decode( $text, true );
		return is_array( $decoded ) ? $decoded : [];
	}
}
