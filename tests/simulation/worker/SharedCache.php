<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

'cli' === PHP_SAPI || exit;

/**
 * An object cache that outlives its process, as sites with Redis or Memcached have: a file for each value. What was
 * changed a moment ago it may still answer as it was before, like one that reads from a copy which lags behind.
 * Flushed is only what the process itself holds: whoever frees memory means no more.
 */
final class SharedCache extends \WP_Object_Cache {

	/** Seconds for which a change may not be seen. */
	private const LAG = 30;

	/** One of so many reads within them does not see it. */
	private const LAGS = 4;

	/** Never kept by such caches. */
	private const PASSING = [ 'counts', 'plugins', 'theme_json', 'wc_session_id' ];

	private string $folder;

	/** State of its own chance: the plugin's comes from the seed. */
	private int $chance;

	public function __construct( string $folder, int $seed ) {
		parent::__construct();
		$this->folder = $folder;
		$this->chance = $seed;
	}

	/** In the place of WordPress' own. */
	public static function begin( string $folder, int $seed ): void {
		global $wp_object_cache;
		$wp_object_cache = new self( $folder, $seed ); // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- as a drop-in does.
		wp_using_ext_object_cache( true );
	}

	/** @inheritDoc */
	public function get( $key, $group = 'default', $force = false, &$found = null ) {
		$group = $this->groupOf( $group );
		if ( $force || ! $this->_exists( $key, $group ) ) {
			$stored = $this->read( $key, $group );
			if ( null !== $stored ) {
				parent::set( $key, $stored[0], $group );
			} elseif ( $force && ! in_array( $group, self::PASSING, true ) ) {
				parent::delete( $key, $group );
			}
		}
		return parent::get( $key, $group, false, $found );
	}

	/** @inheritDoc */
	public function set( $key, $data, $group = 'default', $expire = 0 ) {
		$group = $this->groupOf( $group );
		$this->write( $key, $group, [ is_object( $data ) ? clone $data : $data, 0 === (int) $expire ? PHP_INT_MAX : time() + (int) $expire ] );
		return parent::set( $key, $data, $group, $expire );
	}

	/** @inheritDoc */
	public function add( $key, $data, $group = 'default', $expire = 0 ) {
		$this->get( $key, $group, false, $found );
		return ! $found && ! wp_suspend_cache_addition() && $this->set( $key, $data, $group, (int) $expire );
	}

	/** @inheritDoc */
	public function replace( $key, $data, $group = 'default', $expire = 0 ) {
		$this->get( $key, $group, false, $found );
		return $found && $this->set( $key, $data, $group, (int) $expire );
	}

	/** @inheritDoc */
	public function incr( $key, $offset = 1, $group = 'default' ) {
		$value = $this->get( $key, $group, true, $found );
		return $found && $this->set( $key, max( 0, (int) $value + $offset ), $group ) ? max( 0, (int) $value + $offset ) : false;
	}

	/** @inheritDoc */
	public function decr( $key, $offset = 1, $group = 'default' ) {
		return $this->incr( $key, -$offset, $group );
	}

	/** @inheritDoc */
	public function delete( $key, $group = 'default', $deprecated = false ) {
		$group = $this->groupOf( $group );
		$this->write( $key, $group, null );
		parent::delete( $key, $group );
		return true;
	}

	/** @param mixed $group */
	private function groupOf( $group ): string {
		return '' === (string) $group ? 'default' : (string) $group;
	}

	/** @param int|string $key */
	private function read( $key, string $group ): ?array {
		$file = $this->file( $key, $group );
		if ( in_array( $group, self::PASSING, true ) || ! is_file( $file ) ) {
			return null;
		}
		[ $now, $before, $changed ] = unserialize( (string) file_get_contents( $file ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- its own file.
		$lags  = time() - $changed < self::LAG && 0 === $this->draw() % self::LAGS;
		$value = $lags ? $before : $now;
		return null === $value || $value[1] < time() ? null : $value;
	}

	/** @param int|string              $key */
	private function write( $key, string $group, ?array $value ): void {
		if ( in_array( $group, self::PASSING, true ) ) {
			return;
		}
		$file   = $this->file( $key, $group );
		$before = is_file( $file ) ? unserialize( (string) file_get_contents( $file ) )[0] : null; // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- its own file.
		file_put_contents( $file, serialize( [ $value, $before, time() ] ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- its own file.
	}

	/** @param int|string $key */
	private function file( $key, string $group ): string {
		return $this->folder . '/' . md5( "$group:$key" );
	}

	private function draw(): int {
		$this->chance = ( $this->chance * 1103515245 + 12345 ) % 2147483648;
		return $this->chance >> 8;
	}
}
